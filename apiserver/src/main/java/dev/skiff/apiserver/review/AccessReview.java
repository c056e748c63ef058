package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.validation.FieldError;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.authorization.RequestAttributes;
import java.util.List;

/// SubjectAccessReview and its relatives: whether somebody may do something.
record AccessReview(About about, Authorizer authorizer) implements Review {
    /// Whom and what may be asked about.
    enum About {
        CALLER,
        ANYBODY,
        ANYBODY_IN_NAMESPACE
    }

    @Override
    public ObjectNode answer(ObjectNode asked, UserInfo caller) {
        List<FieldError> errors = AccessReviewRules.check(asked, about);
        if (!errors.isEmpty()) {
            throw FieldError.invalid("authorization.k8s.io", "", "", errors);
        }
        ObjectNode spec = asked.withObjectProperty("spec");
        UserInfo user = about == About.CALLER ? caller : WireUser.read(spec);
        AskedSelectors selectors = AskedSelectors.of(spec);
        ObjectNode status = asked.putObject("status");
        status.put("allowed", authorizer.allows(attributes(spec, user, selectors)));
        if (!selectors.problems().isEmpty()) {
            status.put("evaluationError", String.join("; ", selectors.problems()));
        }
        return asked;
    }

    private static RequestAttributes attributes(
            JsonNode spec, UserInfo user, AskedSelectors selectors) {
        JsonNode path = Fields.at(spec, "nonResourceAttributes");
        if (path.isObject()) {
            return new RequestAttributes(
                    user,
                    Fields.text(path, "verb"),
                    Fields.text(path, "path"),
                    false,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "");
        }
        JsonNode resource = Fields.at(spec, "resourceAttributes");
        return new RequestAttributes(
                user,
                Fields.text(resource, "verb"),
                "",
                true,
                Fields.text(resource, "group"),
                Fields.text(resource, "version"),
                Fields.text(resource, "resource"),
                Fields.text(resource, "subresource"),
                Fields.text(resource, "namespace"),
                Fields.text(resource, "name"),
                selectors.fieldSelector());
    }
}
