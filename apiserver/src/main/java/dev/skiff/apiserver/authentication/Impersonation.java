package dev.skiff.apiserver.authentication;

import dev.skiff.api.codec.GoText;
import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authorization.Refusal;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Acting as somebody else, by the headers `Impersonate-User`, `-Group`, `-Uid` and `-Extra-…`.
/// Only
/// members of `system:masters` may.
public final class Impersonation {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
    private static final String EXTRA = "impersonate-extra-";
    private static final String UNAUTHENTICATED_GROUP = "system:unauthenticated";

    private Impersonation() {}

    /// Who the call counts as: its caller, or the user its headers name.
    ///
    /// @throws ApiException if the caller may not, or groups come without a user
    public static UserInfo effectiveUser(ApiRequest request) {
        Parameters headers = request.headers();
        String name = headers.firstOrEmpty("Impersonate-User");
        List<String> groups = headers.all("Impersonate-Group");
        String uid = headers.firstOrEmpty("Impersonate-Uid");
        Map<String, List<String>> extra = extra(headers);
        if (name.isEmpty()) {
            if (!groups.isEmpty() || !uid.isEmpty() || !extra.isEmpty()) {
                throw ApiException.badRequest(
                        "requested %s without impersonating a user name"
                                .formatted(goText(uid, groups, extra)));
            }
            return request.user();
        }
        if (!request.user().isIn(UserInfo.MASTERS_GROUP)) {
            RequestAttributes asked = RequestAttributes.of(request);
            throw Refusal.of(asked.withVerb("impersonate-on:" + mode(name) + ":" + asked.verb()));
        }
        return new UserInfo(name, uid, withImplied(name, groups), extra);
    }

    /// Keys are escaped as in a URL where a header's name could not hold them.
    private static Map<String, List<String>> extra(Parameters headers) {
        Map<String, List<String>> extra = new TreeMap<>();
        headers.asMap()
                .forEach(
                        (header, values) -> {
                            if (header.startsWith(EXTRA)) {
                                extra.put(unescaped(header.substring(EXTRA.length())), values);
                            }
                        });
        return extra;
    }

    private static String unescaped(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key;
        }
    }

    private static String mode(String name) {
        if (name.startsWith(SERVICE_ACCOUNT)) {
            return "serviceaccount";
        }
        return name.startsWith("system:node:") ? "arbitrary-node" : "user-info";
    }

    private static List<String> withImplied(String name, List<String> named) {
        List<String> groups = new ArrayList<>(named);
        String[] parts = name.split(":", -1);
        if (named.isEmpty() && name.startsWith(SERVICE_ACCOUNT) && parts.length == 4) {
            groups.add("system:serviceaccounts");
            groups.add("system:serviceaccounts:" + parts[2]);
        }
        boolean known =
                groups.contains(UserInfo.AUTHENTICATED_GROUP)
                        || groups.contains(UNAUTHENTICATED_GROUP);
        if (!known) {
            groups.add(
                    name.equals(UserInfo.ANONYMOUS.name())
                            ? UNAUTHENTICATED_GROUP
                            : UserInfo.AUTHENTICATED_GROUP);
        }
        return groups;
    }

    /// Upstream prints its own structure here, and clients show it.
    private static String goText(String uid, List<String> groups, Map<String, List<String>> extra) {
        String map =
                extra.isEmpty()
                        ? "map[string][]string(nil)"
                        : extra.entrySet().stream()
                                .map(e -> GoText.quote(e.getKey()) + ":" + goList(e.getValue()))
                                .collect(Collectors.joining(", ", "map[string][]string{", "}"));
        return "&user.DefaultInfo{Name:\"\", UID:%s, Groups:%s, Extra:%s}"
                .formatted(
                        GoText.quote(uid),
                        groups.isEmpty() ? "[]string(nil)" : goList(groups),
                        map);
    }

    private static String goList(List<String> texts) {
        return texts.stream()
                .map(GoText::quote)
                .collect(Collectors.joining(", ", "[]string{", "}"));
    }
}
