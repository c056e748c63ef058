package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.request.UserInfo;

/// Answers the questions of one kind.
@FunctionalInterface
public interface Review {
    /// @param asked well-formed, of the kind; may become the answer
    /// @throws dev.skiff.api.status.ApiException if that cannot be asked
    ObjectNode answer(ObjectNode asked, UserInfo caller);
}
