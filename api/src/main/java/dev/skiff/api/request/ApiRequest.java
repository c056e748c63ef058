package dev.skiff.api.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One call.
///
/// @param method upper case: `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD`
/// @param path decoded, begins with a slash, without the query
/// @param body empty when there is none; not to be changed
/// @param user who calls, already authenticated
public record ApiRequest(
        String method,
        String path,
        Parameters query,
        Parameters headers,
        byte[] body,
        UserInfo user) {
    private static final byte[] NO_BODY = {};

    public static ApiRequest get(String path, Map<String, String> query, UserInfo user) {
        return new ApiRequest("GET", path, single(query), Parameters.NONE, NO_BODY, user);
    }

    public static ApiRequest send(
            String method,
            String path,
            Map<String, String> query,
            String contentType,
            byte[] body,
            UserInfo user) {
        Parameters headers = Parameters.headers(Map.of("Content-Type", List.of(contentType)));
        return new ApiRequest(method, path, single(query), headers, body, user);
    }

    private static Parameters single(Map<String, String> query) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        query.forEach((name, value) -> lists.put(name, List.of(value)));
        return Parameters.query(lists);
    }

    public ApiRequest withUser(UserInfo other) {
        return new ApiRequest(method, path, query, headers, body, other);
    }

    /// Without the body, which may hold secrets.
    @Override
    public String toString() {
        return method + " " + path + " by " + user.name();
    }
}
