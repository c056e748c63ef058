package dev.skiff.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of one owner. Immutable; what was read is decoded when first asked for, and written
/// as it was read.
final class Ownership {
    private final String apiVersion;
    private final String time;
    private final JsonNode written;
    private @Nullable FieldSet fields;

    private Ownership(@Nullable FieldSet fields, JsonNode written, String apiVersion, String time) {
        this.fields = fields;
        this.written = written;
        this.apiVersion = apiVersion;
        this.time = time;
    }

    /// @param apiVersion the version in which the fields have these paths
    /// @param time when the owner last took some, as the API writes times; empty: unknown
    static Ownership of(FieldSet fields, String apiVersion, String time) {
        return new Ownership(fields, NullNode.instance, apiVersion, time);
    }

    /// As the server itself wrote it.
    static Ownership ofOwn(JsonNode written, String apiVersion, String time) {
        return new Ownership(null, written, apiVersion, time);
    }

    String apiVersion() {
        return apiVersion;
    }

    String time() {
        return time;
    }

    FieldSet fields() {
        FieldSet known = fields;
        if (known == null) {
            known =
                    FieldSetReader.read(written)
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "stored field set is malformed: " + written));
            fields = known;
        }
        return known;
    }

    boolean isEmpty() {
        FieldSet known = fields;
        return known == null ? written.isEmpty() : known.isEmpty();
    }

    /// The `fieldsV1` form.
    JsonNode written() {
        return written.isNull() ? fields().toJson() : written;
    }

    Ownership with(FieldSet other) {
        return other == fields ? this : of(other, apiVersion, time);
    }

    /// Without these; this very ownership when it has none of them.
    Ownership minus(FieldSet lost) {
        return fields == null && !FieldSetReader.haveCommon(written, lost)
                ? this
                : with(fields().minus(lost));
    }

    /// Reads what a client sent; empty when it is malformed.
    static Optional<Ownership> read(JsonNode sent, String apiVersion, String time) {
        return FieldSetReader.read(sent).map(fields -> of(fields, apiVersion, time));
    }
}
