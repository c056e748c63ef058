package dev.skiff.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.api.request.UserInfo;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private static final UserInfo NODE =
            UserInfo.authenticated("system:node:n1", UserInfo.NODES_GROUP);
    private static final UserInfo SCHEDULER = UserInfo.authenticated("system:kube-scheduler");
    private static final UserInfo POD = UserInfo.authenticated("system:serviceaccount:shop:web");
    private static final UserInfo ADMIN = UserInfo.authenticated("admin", UserInfo.MASTERS_GROUP);

    private final InFlightLimit limit =
            new InFlightLimit(new CallLimits(4, 4, 0, Duration.ofMillis(1), 1));

    @Test
    void a_flood_of_one_class_leaves_room_for_the_others() throws InterruptedException {
        assertThat(limit.enter(POD, "GET")).isPresent();
        assertThat(limit.enter(POD, "GET")).isEmpty();

        assertThat(limit.enter(ADMIN, "GET")).isPresent();
        assertThat(limit.enter(NODE, "GET")).isPresent();
        assertThat(limit.enter(SCHEDULER, "GET")).isPresent();
    }

    @Test
    void reads_and_writes_have_their_own_room() throws InterruptedException {
        assertThat(limit.enter(ADMIN, "GET")).isPresent();
        assertThat(limit.enter(ADMIN, "HEAD")).isEmpty();

        assertThat(limit.enter(ADMIN, "PATCH")).isPresent();
        assertThat(limit.enter(UserInfo.ANONYMOUS, "POST")).isEmpty();
    }
}
