package dev.skiff.apiserver.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skiff.api.request.ApiRequest;
import dev.skiff.api.request.Parameters;
import dev.skiff.api.request.UserInfo;
import dev.skiff.api.status.ApiException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImpersonationTest {
    private static final UserInfo ADMIN = UserInfo.authenticated("admin", "system:masters");

    private static ApiRequest request(UserInfo caller, Map<String, List<String>> headers) {
        return new ApiRequest(
                "GET",
                "/api/v1/namespaces/a/configmaps",
                Parameters.NONE,
                Parameters.headers(headers),
                new byte[0],
                caller);
    }

    @Test
    void without_headers_the_caller_acts_as_itself() {
        assertThat(Impersonation.effectiveUser(request(ADMIN, Map.of()))).isEqualTo(ADMIN);
        assertThat(
                        Impersonation.effectiveUser(
                                request(ADMIN, Map.of("Impersonate-User", List.of("")))))
                .isEqualTo(ADMIN);
    }

    @Test
    void a_master_may_act_as_any_user_with_the_named_groups() {
        Map<String, List<String>> headers =
                Map.of(
                        "Impersonate-User", List.of("ada"),
                        "Impersonate-Group", List.of("one", "two"),
                        "Impersonate-Uid", List.of("7"));

        assertThat(Impersonation.effectiveUser(request(ADMIN, headers)))
                .isEqualTo(new UserInfo("ada", "7", List.of("one", "two", "system:authenticated")));
    }

    @Test
    void what_else_is_said_of_the_user_is_kept() {
        Map<String, List<String>> headers =
                Map.of(
                        "Impersonate-User", List.of("ada"),
                        "Impersonate-Extra-Team%2fA", List.of("one", "two"));

        assertThat(Impersonation.effectiveUser(request(ADMIN, headers)).extra())
                .containsExactly(Map.entry("team/a", List.of("one", "two")));
        assertThatThrownBy(
                        () ->
                                Impersonation.effectiveUser(
                                        request(
                                                ADMIN,
                                                Map.of("Impersonate-Extra-Team", List.of("red")))))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Extra:map[string][]string{\"team\":[]string{\"red\"}}}");
    }

    @Test
    void a_service_account_brings_its_groups() {
        Map<String, List<String>> headers =
                Map.of("Impersonate-User", List.of("system:serviceaccount:team:robot"));

        assertThat(Impersonation.effectiveUser(request(ADMIN, headers)).groups())
                .containsExactly(
                        "system:serviceaccounts",
                        "system:serviceaccounts:team",
                        "system:authenticated");
    }

    @Test
    void anonymous_stays_unauthenticated() {
        Map<String, List<String>> headers = Map.of("Impersonate-User", List.of("system:anonymous"));

        assertThat(Impersonation.effectiveUser(request(ADMIN, headers)))
                .isEqualTo(UserInfo.ANONYMOUS);
    }

    @Test
    void others_may_not() {
        Map<String, List<String>> headers = Map.of("Impersonate-User", List.of("root"));
        UserInfo alice = UserInfo.authenticated("alice", "team-a");

        assertThatThrownBy(() -> Impersonation.effectiveUser(request(alice, headers)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.status().code()).isEqualTo(403))
                .hasMessage(
                        "configmaps is forbidden: User \"alice\" cannot impersonate-on:user-info:list resource \"configmaps\" in API group \"\" in the namespace \"a\"");
    }

    @Test
    void groups_without_a_user_are_a_bad_request() {
        Map<String, List<String>> headers = Map.of("Impersonate-Group", List.of("devs"));

        assertThatThrownBy(() -> Impersonation.effectiveUser(request(ADMIN, headers)))
                .hasMessage(
                        "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"devs\"}, Extra:map[string][]string(nil)} without impersonating a user name");
    }
}
