package dev.skiff.apiserver.review;

import dev.skiff.api.kind.Kind;
import dev.skiff.api.kind.Kinds;
import dev.skiff.apiserver.admission.ClusterState;
import dev.skiff.apiserver.authentication.TokenSource;
import dev.skiff.apiserver.authorization.Authorizer;
import dev.skiff.apiserver.settings.ApiServerSettings;
import dev.skiff.apiserver.token.AccountTokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The questions that can be asked, by their kinds.
public final class Reviews {
    private Reviews() {}

    /// @param cluster says whether what a token is bound to is still there
    public static Map<Kind, Review> all(
            Authorizer authorizer,
            ApiServerSettings settings,
            ClusterState cluster,
            InstantSource clock) {
        List<TokenSource> tokens = new ArrayList<>(settings.knownTokens());
        tokens.add(new AccountTokens(settings.tokens(), cluster, clock));
        return Map.of(
                Kinds.SELF_SUBJECT_REVIEW,
                new SelfReview(clock),
                Kinds.TOKEN_REVIEW,
                new TokenReview(tokens),
                Kinds.LOCAL_SUBJECT_ACCESS_REVIEW,
                new AccessReview(AccessReview.About.ANYBODY_IN_NAMESPACE, authorizer),
                Kinds.SELF_SUBJECT_ACCESS_REVIEW,
                new AccessReview(AccessReview.About.CALLER, authorizer),
                Kinds.SELF_SUBJECT_RULES_REVIEW,
                new RulesReview(),
                Kinds.SUBJECT_ACCESS_REVIEW,
                new AccessReview(AccessReview.About.ANYBODY, authorizer));
    }
}
