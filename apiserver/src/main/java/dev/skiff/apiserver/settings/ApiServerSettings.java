package dev.skiff.apiserver.settings;

import dev.skiff.api.kind.Kind;
import dev.skiff.apiserver.authentication.TokenSource;
import dev.skiff.apiserver.token.TokenSigner;
import dev.skiff.apiserver.tunnel.NodeTunnel;
import java.util.List;
import java.util.Optional;

/// What an API server is told at its start.
///
/// @param serviceRange addresses of Services, in CIDR notation
/// @param advertised where clients inside the cluster find this server; empty: it isn't told them
/// @param notReadySeconds, unreachableSeconds how long pods that don't say otherwise stay on a node
///     that is not ready, or cannot be reached
/// @param tokens signs the tokens of service accounts
/// @param allowsPrivileged whether containers may be privileged
/// @param unattended kinds that nothing in the cluster acts on yet; who creates one is warned
/// @param knownTokens where the tokens are known that are of no service account
public record ApiServerSettings(
        String serviceRange,
        Optional<Address> advertised,
        int notReadySeconds,
        int unreachableSeconds,
        NodeTunnel tunnel,
        TokenSigner tokens,
        boolean allowsPrivileged,
        List<Kind> unattended,
        List<TokenSource> knownTokens) {
    private static final int STANDARD_TOLERATION_SECONDS = 300;

    public ApiServerSettings {
        unattended = List.copyOf(unattended);
        knownTokens = List.copyOf(knownTokens);
    }

    /// With no other tokens than those of service accounts.
    public ApiServerSettings(
            String serviceRange,
            Optional<Address> advertised,
            int notReadySeconds,
            int unreachableSeconds,
            NodeTunnel tunnel,
            TokenSigner tokens,
            boolean allowsPrivileged,
            List<Kind> unattended) {
        this(
                serviceRange,
                advertised,
                notReadySeconds,
                unreachableSeconds,
                tunnel,
                tokens,
                allowsPrivileged,
                unattended,
                List.of());
    }

    /// An IP address and a port.
    public record Address(String ip, int port) {}

    /// As Kubernetes has it, with no way to any node.
    public static ApiServerSettings standard() {
        return new ApiServerSettings(
                "10.43.0.0/16",
                Optional.empty(),
                STANDARD_TOLERATION_SECONDS,
                STANDARD_TOLERATION_SECONDS,
                NodeTunnel.NONE,
                TokenSigner.NONE,
                false,
                List.of());
    }

    public ApiServerSettings withTunnel(NodeTunnel newTunnel) {
        return new ApiServerSettings(
                serviceRange,
                advertised,
                notReadySeconds,
                unreachableSeconds,
                newTunnel,
                tokens,
                allowsPrivileged,
                unattended,
                knownTokens);
    }

    public ApiServerSettings withTokens(TokenSigner newTokens) {
        return new ApiServerSettings(
                serviceRange,
                advertised,
                notReadySeconds,
                unreachableSeconds,
                tunnel,
                newTokens,
                allowsPrivileged,
                unattended,
                knownTokens);
    }

    public ApiServerSettings withUnattended(List<Kind> kinds) {
        return new ApiServerSettings(
                serviceRange,
                advertised,
                notReadySeconds,
                unreachableSeconds,
                tunnel,
                tokens,
                allowsPrivileged,
                kinds,
                knownTokens);
    }

    public ApiServerSettings withKnownTokens(List<TokenSource> sources) {
        return new ApiServerSettings(
                serviceRange,
                advertised,
                notReadySeconds,
                unreachableSeconds,
                tunnel,
                tokens,
                allowsPrivileged,
                unattended,
                sources);
    }
}
