package dev.skiff.apiserver.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skiff.api.codec.Json;
import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.Fields;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import dev.skiff.apiserver.authorization.GrantedRules;

/// SelfSubjectRulesReview: what the caller may do in a namespace.
record RulesReview() implements Review {
    @Override
    public ObjectNode answer(ObjectNode asked, UserInfo caller) {
        String namespace = Fields.text(asked, "spec", "namespace");
        if (namespace.isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        GrantedRules rules = GrantedRules.of(caller, namespace);
        ObjectNode answer = Json.object();
        answer.put("kind", Kinds.SELF_SUBJECT_RULES_REVIEW.name())
                .put("apiVersion", Kinds.SELF_SUBJECT_RULES_REVIEW.groupVersion().apiVersion());
        answer.putObject("metadata");
        answer.putObject("spec");
        ObjectNode status = answer.putObject("status");
        if (!rules.incomplete().isEmpty()) {
            status.put("evaluationError", rules.incomplete());
        }
        status.put("incomplete", !rules.incomplete().isEmpty());
        putRules(status, rules);
        return answer;
    }

    private static void putRules(ObjectNode status, GrantedRules rules) {
        ArrayNode paths = status.putArray("nonResourceRules");
        for (GrantedRules.OfPaths rule : rules.paths()) {
            ObjectNode told = paths.addObject();
            WireUser.putTexts(told, "nonResourceURLs", rule.paths());
            WireUser.putTexts(told, "verbs", rule.verbs());
        }
        ArrayNode resources = status.putArray("resourceRules");
        for (GrantedRules.OfResources rule : rules.resources()) {
            ObjectNode told = resources.addObject();
            WireUser.putTexts(told, "apiGroups", rule.groups());
            WireUser.putTexts(told, "resources", rule.resources());
            WireUser.putTexts(told, "verbs", rule.verbs());
        }
    }
}
