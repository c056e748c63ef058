package dev.skiff.apiserver.pki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.Pem;
import dev.skiff.api.codec.PemException;
import dev.skiff.apiserver.token.TokenSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;

/// Signs tokens with an elliptic curve key (ES256). Thread-safe.
public final class TokenKey implements TokenSigner {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final ECPrivateKey privateKey;
    private final ECPublicKey publicKey;

    private TokenKey(ECPrivateKey privateKey, ECPublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    public static TokenKey generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return new TokenKey((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no P-256 keys", e);
        }
    }

    /// Reads what [#toPem] wrote.
    ///
    /// @throws PemException if it is anything else
    static TokenKey ofPem(String pem) {
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            return new TokenKey(
                    (ECPrivateKey)
                            keys.generatePrivate(
                                    new PKCS8EncodedKeySpec(Pem.bodies(pem, PRIVATE).getFirst())),
                    (ECPublicKey)
                            keys.generatePublic(
                                    new X509EncodedKeySpec(Pem.bodies(pem, PUBLIC).getFirst())));
        } catch (GeneralSecurityException e) {
            throw new PemException("no elliptic curve key", e);
        }
    }

    String toPem() {
        return Pem.block(PRIVATE, privateKey.getEncoded())
                + Pem.block(PUBLIC, publicKey.getEncoded());
    }

    @Override
    public String sign(ObjectNode claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId()).build();
        JWSObject token = new JWSObject(header, new Payload(Json.write(claims)));
        try {
            token.sign(new ECDSASigner(privateKey, Curve.P_256));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
        return token.serialize();
    }

    @Override
    public Optional<JsonNode> verify(String token) {
        try {
            JWSObject parsed = JWSObject.parse(token);
            return parsed.verify(new ECDSAVerifier(publicKey))
                    ? Optional.of(Json.mapper().readTree(parsed.getPayload().toBytes()))
                    : Optional.empty();
        } catch (ParseException | JOSEException | IOException _) {
            return Optional.empty(); // whatever it is, it was not signed here
        }
    }

    @Override
    public String publicKeys() {
        ECKey key =
                new ECKey.Builder(Curve.P_256, publicKey)
                        .keyID(keyId())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .build();
        return new JWKSet(key).toString();
    }

    /// The hash of the public key, as kube-apiserver names its keys.
    private String keyId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
