package dev.skiff.controllers.garbage;

import static dev.skiff.client.Deletion.Propagation.BACKGROUND;
import static dev.skiff.client.Deletion.Propagation.FOREGROUND;
import static dev.skiff.client.Deletion.Propagation.ORPHAN;
import static dev.skiff.controllers.garbage.OwnerState.ABSENT;
import static dev.skiff.controllers.garbage.OwnerState.SOLID;
import static dev.skiff.controllers.garbage.OwnerState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.skiff.api.kind.Kinds;
import dev.skiff.api.object.ObjectKey;
import dev.skiff.controllers.garbage.GarbagePlanner.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GarbagePlannerTest {
    @ParameterizedTest
    @MethodSource("verdicts")
    void owners_decide(
            List<OwnerState> states, boolean hasDependents, String finalizer, Verdict verdict) {
        assertThat(GarbagePlanner.plan(object(states.size(), finalizer), states, hasDependents))
                .isEqualTo(verdict);
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                arguments(List.of(), true, "", new Verdict.Keep()),
                arguments(List.of(SOLID), true, "", new Verdict.Keep()),
                arguments(List.of(SOLID, SOLID), false, "", new Verdict.Keep()),
                arguments(
                        List.of(SOLID, ABSENT, WAITING),
                        false,
                        "",
                        new Verdict.ForgetOwners(List.of("owner-1", "owner-2"))),
                arguments(List.of(ABSENT), true, "", new Verdict.Delete(BACKGROUND)),
                arguments(List.of(ABSENT, ABSENT), true, "", new Verdict.Delete(BACKGROUND)),
                arguments(List.of(WAITING), false, "", new Verdict.Delete(BACKGROUND)),
                arguments(List.of(WAITING), true, "", new Verdict.Delete(FOREGROUND)),
                arguments(List.of(ABSENT), true, "orphan", new Verdict.Delete(ORPHAN)),
                arguments(
                        List.of(ABSENT),
                        true,
                        "foregroundDeletion",
                        new Verdict.Delete(FOREGROUND)));
    }

    private static OwnedObject object(int owners, String finalizer) {
        List<OwnedObject.Owner> references = new ArrayList<>();
        for (int i = 0; i < owners; i++) {
            references.add(new OwnedObject.Owner("v1", "Pod", "p", "owner-" + i, false));
        }
        return new OwnedObject(
                Kinds.POD,
                new ObjectKey("d", "p"),
                "u",
                1,
                references,
                finalizer.isEmpty() ? List.of() : List.of(finalizer),
                false);
    }
}
