package dev.skiff.controllers.garbage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.api.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataReaderTest {
    @Test
    void what_matters_is_read_and_the_rest_skipped() {
        OwnedObject read =
                read(
                        """
                        {"kind":"Pod","apiVersion":"v1","metadata":{"labels":{"uid":"no"},
                        "uid":"u","name":"p","namespace":"d","managedFields":[{"manager":"m"}],
                        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"r",
                        "uid":"o","controller":true,"blockOwnerDeletion":true},
                        {"apiVersion":"v1","kind":"Node","name":"n","uid":"o2"}],
                        "finalizers":["foregroundDeletion"],
                        "deletionTimestamp":"2026-01-01T00:00:00Z"},"spec":{"uid":"no"}}""");

        assertThat(read)
                .isEqualTo(
                        new OwnedObject(
                                Kinds.POD,
                                new ObjectKey("d", "p"),
                                "u",
                                7,
                                List.of(
                                        new OwnedObject.Owner(
                                                "apps/v1", "ReplicaSet", "r", "o", true),
                                        new OwnedObject.Owner("v1", "Node", "n", "o2", false)),
                                List.of("foregroundDeletion"),
                                true));
        assertThat(read.waitsForDependents()).isTrue();
        assertThat(read.isBlocking("o")).isTrue();
        assertThat(read.isBlocking("o2")).isFalse();
    }

    @Test
    void nulls_are_as_good_as_nothing() {
        OwnedObject read =
                read(
                        """
                        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","uid":"u",
                        "ownerReferences":null,"finalizers":null,"deletionTimestamp":null}}""");

        assertThat(read.owners()).isEmpty();
        assertThat(read.finalizers()).isEmpty();
        assertThat(read.isDeleting()).isFalse();
    }

    private static OwnedObject read(String json) {
        byte[] bytes = json.replace("\n", "").getBytes(StandardCharsets.UTF_8);
        return MetadataReader.read(Kinds.POD, StoredObject.of(bytes, 7));
    }
}
