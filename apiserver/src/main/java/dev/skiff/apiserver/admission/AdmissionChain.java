package dev.skiff.apiserver.admission;

import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/// The plugins in their order, each seeing what the ones before it left.
public final class AdmissionChain {
    private final List<AdmissionPlugin> plugins;

    public AdmissionChain(List<AdmissionPlugin> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /// Every plugin we have.
    ///
    /// @param names completes a prefix to a name
    public static AdmissionChain standard(
            ClusterState cluster,
            DefaultTolerations tolerations,
            InstantSource clock,
            UnaryOperator<String> names) {
        return new AdmissionChain(
                List.of(
                        new NodeIdentity(),
                        new NamespaceLifecycle(cluster),
                        new ServiceAccounts(cluster, new TokenMount(names)),
                        new NewNodeTaint(),
                        new PodSecurity(cluster),
                        new Priorities(cluster),
                        tolerations,
                        new ClaimClasses(cluster),
                        new InUseProtection(),
                        new VolumePhaseTime(clock),
                        new RuntimeClasses(cluster),
                        new DefaultIngressClass(cluster),
                        new ResizedPods(cluster),
                        new CertificateRequester(),
                        new CertificateConditionTimes(clock)));
    }

    /// Lets the plugins change or refuse a write, before validation.
    public void admit(AdmissionRequest request) {
        plugins.forEach(plugin -> plugin.admit(request));
    }

    /// Lets the plugins refuse a write that passed validation.
    public void check(AdmissionRequest request) {
        plugins.forEach(plugin -> plugin.check(request));
    }
}
