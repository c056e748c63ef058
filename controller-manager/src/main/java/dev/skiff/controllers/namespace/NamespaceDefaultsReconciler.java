package dev.skiff.controllers.namespace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.client.ApiClient;
import dev.skiff.client.ApiResult;
import dev.skiff.client.ControllerLoop;
import dev.skiff.client.Outcome;
import dev.skiff.client.Patch;
import dev.skiff.client.Reconciler;
import dev.skiff.client.TypedKind;
import dev.skiff.client.Types;
import dev.skiff.client.WorkQueue;
import dev.skiff.controllers.framework.ControllerContext;
import dev.skiff.controllers.framework.Copies;
import dev.skiff.controllers.framework.Refusals;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Gives every namespace the service account `default`, and the certificate that its pods trust the
/// API server by.
public final class NamespaceDefaultsReconciler implements Reconciler<ObjectKey> {
    private static final String ACCOUNT = "default";
    private static final String CERTIFICATE = "ca.crt";
    private static final String DESCRIPTION = "kubernetes.io/description";
    private static final String DESCRIPTION_TEXT =
            "The certificate by which pods can tell the API server's internal address is genuine.";

    private final Copies copies;
    private final ApiClient client;
    private final String certificate;

    private NamespaceDefaultsReconciler(ControllerContext context) {
        this.copies = context.copies();
        this.client = context.client();
        this.certificate = context.settings().rootCertificate();
    }

    public static ControllerLoop<ObjectKey> loop(ControllerContext context) {
        Copies copies = context.copies();
        WorkQueue<ObjectKey> queue = context.newQueue();
        copies.namespaces.onChange((key, _, _) -> queue.add(key));
        copies.serviceAccounts.onChange(
                (key, _, now) -> {
                    if (now == null && key.name().equals(ACCOUNT)) {
                        queue.add(ObjectKey.cluster(key.namespace()));
                    }
                });
        copies.rootCertificates.onChange(
                (key, _, _) -> queue.add(ObjectKey.cluster(key.namespace())));
        return new ControllerLoop<>(
                queue,
                new NamespaceDefaultsReconciler(context),
                List.of(
                        copies.namespaces.lister(),
                        copies.serviceAccounts.lister(),
                        copies.rootCertificates.lister()),
                LoggerFactory.getLogger(NamespaceDefaultsReconciler.class));
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        boolean isAlive =
                copies.namespaces
                        .lister()
                        .get(key)
                        .filter(ns -> ns.getMetadata().getDeletionTimestamp() == null)
                        .isPresent();
        if (isAlive) {
            ensureAccount(key.name());
            ensureCertificate(key.name());
        }
        return Outcome.settled();
    }

    private void ensureAccount(String namespace) {
        ObjectKey key = new ObjectKey(namespace, ACCOUNT);
        if (copies.serviceAccounts.lister().get(key).isEmpty()) {
            ServiceAccount account =
                    new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(ACCOUNT)
                            .endMetadata()
                            .build();
            create(Types.SERVICE_ACCOUNT, account);
        }
    }

    private void ensureCertificate(String namespace) {
        if (certificate.isEmpty()) {
            return;
        }
        ObjectKey key = new ObjectKey(namespace, Copies.ROOT_CERTIFICATE_MAP);
        Optional<ConfigMap> map = copies.rootCertificates.lister().get(key);
        if (map.isEmpty()) {
            ConfigMap wanted =
                    new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(key.name())
                            .addToAnnotations(DESCRIPTION, DESCRIPTION_TEXT)
                            .endMetadata()
                            .addToData(CERTIFICATE, certificate)
                            .build();
            create(Types.CONFIG_MAP, wanted);
        } else if (!certificate.equals(map.get().getData().get(CERTIFICATE))) {
            ObjectNode change = Json.object();
            change.putObject("data").put(CERTIFICATE, certificate);
            client.patch(Types.CONFIG_MAP, key, Patch.merge(change)).doneOrThrow();
        }
    }

    /// What is there already, or no longer possible because the namespace goes, is well too.
    private <T extends HasMetadata> void create(TypedKind<T> type, T object) {
        switch (client.create(type, object)) {
            case ApiResult.Done<T> _, ApiResult.AlreadyExists<T> _, ApiResult.NotFound<T> _ -> {}
            case ApiResult.Conflict<T> conflict -> conflict.doneOrThrow();
            case ApiResult.Rejected<T> rejected -> {
                if (!Refusals.isForTerminatingNamespace(rejected.status())) {
                    rejected.doneOrThrow();
                }
            }
        }
    }
}
