package dev.skiff.api.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Reads a body as an object of a type: checks the type of every value, drops unknown fields and
/// nulls, and brings values into canonical form (quantities, times, base64, empty fields), so that
/// equal objects have equal trees. Applies no defaults: see [SchemaDefaults].
///
/// Field names are case-sensitive. Of a field given twice the last one counts.
public final class ObjectDecoder {
    private ObjectDecoder() {}

    /// Decodes JSON text.
    public static DecodeResult decode(TypeSchema type, byte[] json) {
        if (!JsonSyntax.isUtf8(json)) {
            return new DecodeResult.Unreadable(JsonSyntax.problem(json).orElse("not in UTF-8"));
        }
        try (JsonParser parser = Json.mapper().createParser(json)) {
            return new ObjectReader(parser, Wording.DECODING).read(type);
        } catch (JsonProcessingException e) {
            return new DecodeResult.Unreadable(JsonSyntax.explain(json, e));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    /// Decodes a tree, such as a patched object. The tree is not changed and shares nothing with
    /// the result.
    public static DecodeResult decode(TypeSchema type, JsonNode tree) {
        return read(type, tree, Wording.DECODING);
    }

    /// Like [#decode], in the words that upstream has for what a strategic merge patch made of an
    /// object: it is converted there, and never was JSON.
    public static DecodeResult convert(TypeSchema type, JsonNode tree) {
        return read(type, tree, Wording.CONVERSION);
    }

    private static DecodeResult read(TypeSchema type, JsonNode tree, Wording wording) {
        try (JsonParser parser = Json.mapper().treeAsTokens(tree)) {
            return new ObjectReader(parser, wording).read(type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read from memory", e);
        }
    }

    /// An object of the type that nobody has set anything in.
    public static ObjectNode empty(TypeSchema type) {
        ObjectNode object = Json.object();
        ObjectReader.complete(object, type);
        return object;
    }
}
