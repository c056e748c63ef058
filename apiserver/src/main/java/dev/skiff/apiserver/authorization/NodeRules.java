package dev.skiff.apiserver.authorization;

import dev.skiff.api.request.UserInfo;
import dev.skiff.api.selector.FieldSelector;
import dev.skiff.api.selector.SelectorText;
import java.util.List;

/// What the agent of a node may do: write its own Node, Lease and what becomes of the pods bound to
/// it, and read what those pods need.
final class NodeRules implements Authorizer {
    private static final String USER_PREFIX = "system:node:";
    private static final String LEASE_NAMESPACE = "kube-node-lease";
    private static final List<String> READS = List.of("get", "list", "watch");
    private static final List<String> WRITES = List.of("create", "update", "patch");
    private static final List<String> READABLE_BY_ALL =
            List.of("nodes", "services", "endpoints", "endpointslices", "namespaces");

    private final BoundPods pods;

    NodeRules(BoundPods pods) {
        this.pods = pods;
    }

    @Override
    public boolean allows(RequestAttributes asked) {
        UserInfo user = asked.user();
        boolean isNode =
                user.isIn(UserInfo.NODES_GROUP)
                        && user.name().startsWith(USER_PREFIX)
                        && asked.isResource();
        return isNode && allows(asked, user.name().substring(USER_PREFIX.length()));
    }

    private boolean allows(RequestAttributes asked, String node) {
        boolean isRead = READS.contains(asked.verb());
        if (isRead && READABLE_BY_ALL.contains(asked.resource())) {
            return true;
        }
        return switch (asked.resource()) {
            case "nodes" -> writes(asked) && isOwn(asked, node);
            case "leases" ->
                    asked.namespace().equals(LEASE_NAMESPACE)
                            && (isRead || writes(asked) || asked.verb().equals("delete"))
                            && isOwn(asked, node);
            case "events" -> WRITES.contains(asked.verb());
            case "pods" -> allowsPods(asked, node);
            case "secrets", "configmaps", "serviceaccounts" ->
                    (isRead || isTokenRequest(asked))
                            && pods.isNeeded(
                                    asked.namespace(), asked.resource(), nameOf(asked), node);
            default -> false;
        };
    }

    private static boolean isTokenRequest(RequestAttributes asked) {
        return asked.resource().equals("serviceaccounts")
                && asked.verb().equals("create")
                && asked.subresource().equals("token");
    }

    /// A list or watch of one object names it in its field selector.
    private static String nameOf(RequestAttributes asked) {
        return asked.name().isEmpty()
                ? selected(asked.fieldSelector(), "metadata.name")
                : asked.name();
    }

    private boolean allowsPods(RequestAttributes asked, String node) {
        return switch (asked.verb()) {
            case "list", "watch" -> asksForOwnPods(asked.fieldSelector(), node);
            case "update", "patch" -> asked.subresource().equals("status") && isBound(asked, node);
            case "get", "delete" -> isBound(asked, node);
            default -> false;
        };
    }

    private boolean isBound(RequestAttributes asked, String node) {
        return pods.isBound(asked.namespace(), asked.name(), node);
    }

    private static boolean writes(RequestAttributes asked) {
        return WRITES.contains(asked.verb());
    }

    /// A creation names its object only in the body: admission looks there.
    private static boolean isOwn(RequestAttributes asked, String node) {
        return asked.name().equals(node)
                || (asked.name().isEmpty() && asked.verb().equals("create"));
    }

    private static boolean asksForOwnPods(String fieldSelector, String node) {
        return selected(fieldSelector, "spec.nodeName").equals(node);
    }

    /// The one value that the selector asks this field to have; empty if it doesn't.
    private static String selected(String fieldSelector, String field) {
        return FieldSelector.parse(fieldSelector)
                        instanceof SelectorText.Valid<FieldSelector>(var selector)
                ? selector.requirements().stream()
                        .filter(r -> r.isEqual() && r.field().equals(field))
                        .map(FieldSelector.Requirement::value)
                        .findFirst()
                        .orElse("")
                : "";
    }
}
