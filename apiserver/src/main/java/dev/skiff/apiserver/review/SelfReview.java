package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.request.UserInfo;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// SelfSubjectReview: who the caller is. Nothing of what is sent matters.
record SelfReview(InstantSource clock) implements Review {
    @Override
    public ObjectNode answer(ObjectNode asked, UserInfo caller) {
        ObjectNode answer = Json.object();
        answer.put("kind", Kinds.SELF_SUBJECT_REVIEW.name())
                .put("apiVersion", Kinds.SELF_SUBJECT_REVIEW.groupVersion().apiVersion());
        answer.putObject("metadata")
                .put(
                        "creationTimestamp",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        answer.putObject("status").set("userInfo", WireUser.of(caller));
        return answer;
    }
}
