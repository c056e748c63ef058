package dev.skiff.api.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Calls and the heads of answers as they stand in frames. A call to a node has no body and acts as
/// the API server.
public final class CallText {
    private CallText() {}

    /// Status and headers of an answer.
    public record AnswerHead(int status, List<ApiResponse.Header> headers) {
        public AnswerHead {
            headers = List.copyOf(headers);
        }
    }

    public static byte[] ofRequest(ApiRequest request) {
        ObjectNode json = Json.object();
        json.put("method", request.method()).put("path", request.path());
        ObjectNode query = json.putObject("query");
        request.query()
                .asMap()
                .forEach(
                        (name, values) -> {
                            ArrayNode list = query.putArray(name);
                            values.forEach(list::add);
                        });
        return Json.write(json);
    }

    /// @throws IOException if it is not one
    public static ApiRequest toRequest(byte[] text, UserInfo server) throws IOException {
        JsonNode json = Json.mapper().readTree(text);
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> parameter : json.path("query").properties()) {
            List<String> values = new ArrayList<>();
            parameter.getValue().forEach(value -> values.add(value.asText()));
            query.put(parameter.getKey(), values);
        }
        return new ApiRequest(
                json.path("method").asText(),
                json.path("path").asText(),
                Parameters.query(query),
                Parameters.NONE,
                new byte[0],
                server);
    }

    public static byte[] ofHead(ApiResponse answer) {
        ObjectNode json = Json.object().put("status", answer.status());
        ArrayNode headers = json.putArray("headers");
        for (ApiResponse.Header header : answer.headers()) {
            headers.addArray().add(header.name()).add(header.value());
        }
        return Json.write(json);
    }

    /// @throws IOException if it is not one
    public static AnswerHead toHead(byte[] text) throws IOException {
        JsonNode json = Json.mapper().readTree(text);
        List<ApiResponse.Header> headers = new ArrayList<>();
        for (JsonNode header : json.path("headers")) {
            headers.add(new ApiResponse.Header(header.path(0).asText(), header.path(1).asText()));
        }
        return new AnswerHead(json.path("status").asInt(), headers);
    }
}
