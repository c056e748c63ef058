package dev.skiff.apiserver.pki;

import java.util.List;

/// What a certificate is to say.
///
/// @param commonName the user, for a client
/// @param organizations the groups, for a client
/// @param hosts the names and addresses a server answers to; empty for a client
public record CertificateSpec(String commonName, List<String> organizations, List<String> hosts) {
    public CertificateSpec {
        organizations = List.copyOf(organizations);
        hosts = List.copyOf(hosts);
    }

    public static CertificateSpec client(String user, String... groups) {
        return new CertificateSpec(user, List.of(groups), List.of());
    }

    public static CertificateSpec server(String name, List<String> hosts) {
        return new CertificateSpec(name, List.of(), hosts);
    }

    boolean isServer() {
        return !hosts.isEmpty();
    }
}
