package dev.skiff.controllers.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names a pod template: the suffix of its ReplicaSet's name and the label of its pods. The form is
/// upstream's, a 32-bit number in letters and digits that spell no words; the number is our own.
final class TemplateHash {
    static final String LABEL = "pod-template-hash";

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;
    private static final ObjectMapper CANONICAL =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private TemplateHash() {}

    /// @param collisions how often the name was found taken by another template; empty: never
    static String of(PodTemplateSpec template, Optional<Integer> collisions) {
        int hash = fnv(FNV_OFFSET, canonical(template));
        if (collisions.isPresent()) {
            hash = fnv(hash, Integer.toString(collisions.get()).getBytes(StandardCharsets.UTF_8));
        }
        StringBuilder encoded = new StringBuilder();
        for (char digit : Integer.toUnsignedString(hash).toCharArray()) {
            encoded.append(ALPHABET.charAt(digit % ALPHABET.length()));
        }
        return encoded.toString();
    }

    /// Whether two templates are the same but for the hash label.
    static boolean isSame(PodTemplateSpec template, PodTemplateSpec other) {
        return template.getSpec().equals(other.getSpec())
                && withoutHash(template).equals(withoutHash(other));
    }

    private static ObjectMeta withoutHash(PodTemplateSpec template) {
        return new ObjectMetaBuilder(template.getMetadata()).removeFromLabels(LABEL).build();
    }

    private static byte[] canonical(PodTemplateSpec template) {
        try {
            return CANONICAL.writeValueAsBytes(template);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("pod template does not encode", e);
        }
    }

    private static int fnv(int start, byte[] bytes) {
        int hash = start;
        for (byte next : bytes) {
            hash = (hash ^ (next & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
