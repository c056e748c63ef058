package dev.skiff.apiserver.join;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.request.ApiHandler;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;
import dev.skiff.apiserver.authorization.Refusal;
import dev.skiff.apiserver.authorization.RequestAttributes;
import dev.skiff.apiserver.pki.CertificateAuthority;
import dev.skiff.apiserver.pki.CertificateSpec;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `POST /skiff/join` and hands on every other call. Who has the join token gets a
/// certificate for the node it names; a node gets a fresh one for itself.
public final class JoinEndpoint implements ApiHandler {
    public static final String PATH = "/skiff/join";

    private static final Logger log = LoggerFactory.getLogger(JoinEndpoint.class);
    private static final String BOOTSTRAP_GROUP = "system:bootstrappers";
    private static final String NODE_USER = "system:node:";
    private static final String NODE_NAME = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

    private final CertificateAuthority authority;
    private final ObjectNode cluster;
    private final ApiHandler next;

    /// @param cluster what an agent must know of the cluster; sent along as it is
    public JoinEndpoint(CertificateAuthority authority, ObjectNode cluster, ApiHandler next) {
        this.authority = authority;
        this.cluster = cluster;
        this.next = next;
    }

    /// The user whose token lets machines join.
    public static UserInfo bootstrapUser() {
        return UserInfo.authenticated("system:bootstrap:skiff", BOOTSTRAP_GROUP);
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        if (!request.path().equals(PATH)) {
            return next.handle(request);
        }
        try {
            return join(request);
        } catch (ApiException e) {
            return ApiResponse.json(e.status().code(), e.status().toJson());
        }
    }

    private ApiResponse join(ApiRequest request) {
        if (!request.method().equals("POST")) {
            String message = "the server does not allow this method on the requested resource";
            throw new ApiException(Status.failure(405, "MethodNotAllowed", message));
        }
        JsonNode asked = parse(request.body());
        String node = asked.path("node").asText();
        if (!node.matches(NODE_NAME)) {
            throw ApiException.badRequest("\"" + node + "\" cannot be the name of a node");
        }
        boolean isItself = request.user().name().equals(NODE_USER + node);
        if (!request.user().isIn(BOOTSTRAP_GROUP) && !isItself) {
            throw Refusal.of(RequestAttributes.of(request));
        }
        X509Certificate certificate =
                authority.certify(
                        CertificateSpec.client(NODE_USER + node, UserInfo.NODES_GROUP),
                        key(asked.path("publicKey").asText()));
        log.info("issued a certificate for node {}", node);
        ObjectNode answer = Json.object();
        answer.put("certificate", Pem.encode(List.of(certificate, authority.certificate())));
        answer.set("cluster", cluster);
        return ApiResponse.json(200, Json.write(answer));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            throw ApiException.badRequest("the body is not JSON: " + e.getMessage());
        }
    }

    private static PublicKey key(String pem) {
        try {
            byte[] encoded = Pem.bodies(pem, "PUBLIC KEY").getFirst();
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw ApiException.badRequest("publicKey is no EC key in PEM: " + e.getMessage());
        }
    }
}
