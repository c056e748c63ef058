package dev.skiff.apiserver.authorization;

import dev.skiff.api.status.ApiException;
import dev.skiff.api.status.Status;

/// That a call may not be made, in upstream's words.
public final class Refusal {
    private Refusal() {}

    public static ApiException of(RequestAttributes asked) {
        if (!asked.isResource()) {
            String message =
                    "forbidden: User \"%s\" cannot %s path \"%s\""
                            .formatted(asked.user().name(), asked.verb(), asked.path());
            return new ApiException(Status.failure(403, "Forbidden", message).withEmptyDetails());
        }
        String named =
                asked.name().isEmpty()
                        ? asked.qualifiedResource()
                        : asked.qualifiedResource() + " \"" + asked.name() + "\"";
        String resource =
                asked.subresource().isEmpty()
                        ? asked.resource()
                        : asked.resource() + "/" + asked.subresource();
        String where =
                asked.namespace().isEmpty()
                        ? "at the cluster scope"
                        : "in the namespace \"" + asked.namespace() + "\"";
        String message =
                "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                        .formatted(
                                named,
                                asked.user().name(),
                                asked.verb(),
                                resource,
                                asked.group(),
                                where);
        return new ApiException(
                Status.failure(403, "Forbidden", message)
                        .about(asked.group(), asked.resource(), asked.name()));
    }
}
