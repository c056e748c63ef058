package dev.skiff.apiserver.registry.kinds;

import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.registry.KindView;
import dev.skiff.apiserver.registry.ResourceStrategy;
import dev.skiff.apiserver.registry.kinds.pod.Privileged;
import java.util.List;

/// The rules of every kind that has some, one line each.
public final class Strategies {
    private final List<ResourceStrategy> all;

    public Strategies(Privileged privileged) {
        all =
                List.of(
                        new ApiServiceStrategy(),
                        new BindingStrategy(),
                        new CertificateSigningRequestStrategy(),
                        new ComponentStatusStrategy(),
                        new ConfigMapStrategy(),
                        new ControllerRevisionStrategy(),
                        new CronJobStrategy(privileged),
                        new CsiDriverStrategy(),
                        new CsiNodeStrategy(),
                        new CsiStorageCapacityStrategy(),
                        new CustomResourceDefinitionStrategy(),
                        new DaemonSetStrategy(privileged),
                        new DeploymentStrategy(privileged),
                        new EndpointSliceStrategy(),
                        new EndpointsStrategy(),
                        new EventStrategy(),
                        new FlowSchemaStrategy(),
                        new HorizontalPodAutoscalerStrategy(),
                        new IngressClassStrategy(),
                        new IngressStrategy(),
                        new IpAddressStrategy(),
                        new JobStrategy(privileged),
                        new LeaseStrategy(),
                        new LimitRangeStrategy(),
                        new MutatingPolicyStrategy(),
                        new NamespaceStrategy(),
                        new NetworkPolicyStrategy(),
                        new NewerEventStrategy(),
                        new NodeStrategy(),
                        new OlderAutoscalerStrategy(),
                        new PersistentVolumeClaimStrategy(),
                        new PersistentVolumeStrategy(),
                        PolicyBindingStrategy.mutating(),
                        PolicyBindingStrategy.validating(),
                        new PodDisruptionBudgetStrategy(),
                        new PodStrategy(privileged),
                        new PodTemplateStrategy(privileged),
                        new PriorityClassStrategy(),
                        new PriorityLevelStrategy(),
                        new ReplicaSetStrategy(privileged),
                        new ReplicationControllerStrategy(privileged),
                        new ResourceQuotaStrategy(),
                        RoleBindingStrategy.ofCluster(),
                        RoleBindingStrategy.ofNamespace(),
                        RoleStrategy.ofCluster(),
                        RoleStrategy.ofNamespace(),
                        new RuntimeClassStrategy(),
                        new SecretStrategy(),
                        new ServiceAccountStrategy(),
                        new ServiceCidrStrategy(),
                        new ServiceStrategy(),
                        new StatefulSetStrategy(privileged),
                        new StorageClassStrategy(),
                        new ValidatingPolicyStrategy(),
                        new VolumeAttachmentStrategy(),
                        new VolumeAttributesClassStrategy(),
                        WebhookStrategy.mutating(),
                        WebhookStrategy.validating());
    }

    /// The rules of this kind; a kind without a line here has none beyond its metadata.
    public ResourceStrategy forKind(Kind kind) {
        for (ResourceStrategy strategy : all) {
            if (strategy.kind().equals(kind)) {
                return strategy;
            }
        }
        return new GenericStrategy(kind);
    }

    /// As which kind the objects of this kind are stored: itself, if it is no view of another one.
    public Kind storedAs(Kind kind) {
        return forKind(kind).view().map(KindView::stored).orElse(kind);
    }
}
