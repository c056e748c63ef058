package dev.skiff.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.join.JoinEndpoint;
import dev.skiff.apiserver.pki.PemFiles;
import dev.skiff.client.UnreachableException;
import dev.skiff.client.http.HttpTransport;
import dev.skiff.client.http.PresentedChain;
import dev.skiff.client.http.ServerAccess;
import dev.skiff.standalone.usage.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An agent's place in a cluster of another machine: its certificate and what the server has told
/// it. Kept in one file, so that an agent needs its token only once.
record Membership(ServerAccess access, ClusterFacts cluster) {
    /// Reads what is kept, if it is of that server and lasts for a while.
    static Optional<Membership> read(Path file, URI server, InstantSource clock) {
        return kept(file)
                .filter(kept -> kept.path("server").asText().equals(server.toString()))
                .map(
                        kept ->
                                new Membership(
                                        ServerAccess.withCertificate(
                                                server,
                                                kept.path("authority").asText(),
                                                kept.path("certificate").asText(),
                                                kept.path("key").asText()),
                                        ClusterFacts.ofJson(kept.path("cluster"))))
                .filter(membership -> clock.instant().isBefore(membership.renewAt()));
    }

    /// The cluster that what is kept is about, whatever became of it since.
    static Optional<ClusterFacts> clusterOf(Path file) {
        return kept(file).map(kept -> ClusterFacts.ofJson(kept.path("cluster")));
    }

    private static Optional<ObjectNode> kept(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.readOwn(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// Joins with a token, and keeps the result.
    ///
    /// @throws UsageException if the server cannot be reached, is another one, or refuses
    static Membership join(Path file, URI server, JoinToken token, String node) {
        String authority = Pem.encode(authorityOf(server, token));
        return ask(file, ServerAccess.withToken(server, authority, token.secret()), node);
    }

    /// Gets a fresh certificate for the same node.
    Membership renew(Path file, String node) {
        return ask(file, access, node);
    }

    /// When a third of the certificate's life remains.
    Instant renewAt() {
        X509Certificate certificate = Pem.certificates(access.clientCertificate()).getFirst();
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        return end.minus(Duration.between(begin, end).dividedBy(3));
    }

    private static X509Certificate authorityOf(URI server, JoinToken token) {
        try {
            return PresentedChain.of(server).stream()
                    .filter(token::isOf)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new UsageException(
                                            "the server at %s is not the one that made this token"
                                                    .formatted(server)));
        } catch (IOException e) {
            throw new UsageException(
                    "no server answers at %s: %s".formatted(server, e.getMessage()), e);
        }
    }

    private static Membership ask(Path file, ServerAccess as, String node) {
        KeyPair keys = newKeys();
        ObjectNode question = Json.object();
        question.put("node", node);
        question.put("publicKey", Pem.block("PUBLIC KEY", keys.getPublic().getEncoded()));
        ApiRequest request =
                ApiRequest.send(
                        "POST",
                        JoinEndpoint.PATH,
                        Map.of(),
                        "application/json",
                        Json.write(question),
                        UserInfo.ANONYMOUS);
        try (HttpTransport transport = new HttpTransport(as)) {
            JsonNode answer = body(transport.send(request), as);
            Membership membership =
                    new Membership(
                            ServerAccess.withCertificate(
                                    as.server(),
                                    as.authority(),
                                    answer.path("certificate").asText(),
                                    Pem.encode(keys.getPrivate())),
                            ClusterFacts.ofJson(answer.path("cluster")));
            membership.keep(file);
            return membership;
        } catch (UnreachableException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode body(ApiResponse answer, ServerAccess as) {
        if (!(answer
                instanceof ApiResponse.Full(int status, List<ApiResponse.Header> _, var body))) {
            throw new UsageException("the server at " + as + " does not know how to join");
        }
        if (status == 401) {
            throw new UsageException("the server at " + as + " does not know this token");
        }
        ObjectNode tree = Json.readOwn(body);
        if (status != 200) {
            throw new UsageException(
                    "the server at %s refuses: %s".formatted(as, Status.ofTree(tree).message()));
        }
        return tree;
    }

    private void keep(Path file) {
        ObjectNode kept = Json.object();
        kept.put("server", access.server().toString())
                .put("authority", access.authority())
                .put("certificate", access.clientCertificate())
                .put("key", access.clientKey());
        kept.set("cluster", cluster.toJson());
        PemFiles.writePrivately(file, kept.toPrettyString() + "\n");
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no EC keys", e);
        }
    }
}
