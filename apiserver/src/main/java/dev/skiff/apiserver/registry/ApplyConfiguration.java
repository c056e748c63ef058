package dev.skiff.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.codec.JsonText;
import dev.skiff.api.codec.Yaml;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.apply.ApplyResult;
import dev.skiff.apiserver.apply.FieldManager;
import dev.skiff.apiserver.apply.FieldWriter;
import java.util.List;

/// What somebody wants an object to have: the body of a server-side apply.
///
/// @param duplicates fields given twice, in the words of the YAML library upstream uses
record ApplyConfiguration(ObjectNode tree, List<String> duplicates, boolean isForced) {
    /// Reads the body, which must be an object.
    static ApplyConfiguration read(ApiRequest request) {
        return switch (Yaml.read(request.body())) {
            case Yaml.Unreadable(var message) ->
                    throw undecodable("error converting YAML to JSON: " + message);
            case Yaml.Read(JsonNode tree, var duplicates) ->
                    new ApplyConfiguration(object(tree), duplicates, isForced(request));
        };
    }

    private static ObjectNode object(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        if (tree.isNull() || tree.isMissingNode()) {
            return Json.object();
        }
        throw undecodable(
                "error unmarshaling JSON: while decoding JSON: "
                        + JsonText.wrongType(tree, "map[string]interface {}"));
    }

    private static ApiException undecodable(String why) {
        return ApiException.badRequest("error decoding YAML: " + why);
    }

    private static boolean isForced(ApiRequest request) {
        String force = request.query().firstOrEmpty("force");
        return !force.isEmpty() && !force.equals("0") && !force.equalsIgnoreCase("false");
    }

    /// Refuses what is of another kind, or says who owns what.
    void require(BodyShape shape) {
        String apiVersion = Fields.text(tree, "apiVersion");
        String kind = Fields.text(tree, "kind");
        if (!apiVersion.equals(shape.apiVersion()) || !kind.equals(shape.kindName())) {
            throw ApiException.badRequest(
                    "invalid object type: %s, Kind=%s"
                            .formatted(
                                    apiVersion.contains("/") ? apiVersion : "/" + apiVersion,
                                    kind));
        }
        if (Fields.at(tree, "metadata", "managedFields").isArray()) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
    }

    ApplyResult apply(FieldManager owners, ObjectNode live, FieldWriter writer) {
        return owners.apply(live, tree, writer, isForced);
    }

    /// To be asked when everything else about it is right.
    void reportDuplicates(WriteContext context) {
        if (duplicates.isEmpty()) {
            return;
        }
        switch (context.options().fieldValidation()) {
            case STRICT ->
                    throw ApiException.badRequest(
                            "error strict decoding YAML: error converting YAML to JSON: "
                                    + Yaml.problem(duplicates));
            case WARN -> context.warnings().addAll(duplicates);
            case IGNORE -> {}
        }
    }
}
