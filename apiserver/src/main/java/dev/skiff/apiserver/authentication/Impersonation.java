package dev.skiff.apiserver.authentication;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authorization.Refusal;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Acting as somebody else, by the headers `Impersonate-User`, `-Group` and `-Uid`. Only members of
/// `system:masters` may.
public final class Impersonation {
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
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
        if (name.isEmpty()) {
            if (!groups.isEmpty() || !uid.isEmpty()) {
                throw ApiException.badRequest(
                        "requested %s without impersonating a user name"
                                .formatted(goText(uid, groups)));
            }
            return request.user();
        }
        if (!request.user().isIn(UserInfo.MASTERS_GROUP)) {
            RequestAttributes asked = RequestAttributes.of(request);
            throw Refusal.of(asked.withVerb("impersonate-on:" + mode(name) + ":" + asked.verb()));
        }
        return new UserInfo(name, uid, withImplied(name, groups));
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
    private static String goText(String uid, List<String> groups) {
        String list =
                groups.isEmpty()
                        ? "[]string(nil)"
                        : groups.stream()
                                .map(g -> '"' + g + '"')
                                .collect(Collectors.joining(", ", "[]string{", "}"));
        return "&user.DefaultInfo{Name:\"\", UID:\"%s\", Groups:%s, Extra:map[string][]string(nil)}"
                .formatted(uid, list);
    }
}
