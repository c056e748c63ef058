package dev.skiff.apiserver.registry.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.validation.FieldError;
import dev.skiff.api.validation.NameRule;
import dev.skiff.apiserver.registry.metadata.MetadataRules;
import dev.skiff.apiserver.table.ServiceAccountPrinter;
import java.util.List;

/// ServiceAccounts.
final class ServiceAccountStrategy extends KindStrategy {
    private static final String ENFORCE = "kubernetes.io/enforce-mountable-secrets";

    ServiceAccountStrategy() {
        super(Kinds.SERVICE_ACCOUNT, NameRule.DNS_SUBDOMAIN, new ServiceAccountPrinter());
    }

    @Override
    public boolean answersDeletedObject() {
        return true;
    }

    @Override
    public void prepareForCreate(ObjectNode account) {
        onlyNames(account);
    }

    @Override
    public void prepareForUpdate(ObjectNode updated, ObjectNode stored) {
        onlyNames(updated);
    }

    /// References to secrets are by name; whatever else they say is dropped.
    private static void onlyNames(ObjectNode account) {
        for (JsonNode secret : Fields.at(account, "secrets")) {
            ((ObjectNode) secret).retain("name");
        }
    }

    @Override
    public List<String> warnings(ObjectNode account) {
        return Fields.at(account, "metadata", "annotations").has(ENFORCE)
                ? List.of(
                        "metadata.annotations[%s]: deprecated in v1.32+; prefer separate namespaces to isolate access to"
                                        .formatted(ENFORCE)
                                + " mounted secrets")
                : List.of();
    }

    @Override
    public List<String> warnings(ObjectNode updated, ObjectNode stored) {
        boolean isOld = Fields.at(stored, "metadata", "annotations").has(ENFORCE);
        return isOld ? List.of() : warnings(updated);
    }

    @Override
    void checkUpdate(ObjectNode updated, ObjectNode stored, List<FieldError> errors) {
        MetadataRules.change(updated, stored, errors);
        check(updated, errors);
    }
}
