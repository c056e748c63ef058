package dev.skiff.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skiff.it.faults.Operation.Call;
import dev.skiff.it.faults.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RoundCheckerTest {
    private static final State START = new State(10, Map.of("old", new Version(5, "o")));

    private final List<Operation> operations = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Followed> others = new ArrayList<>();
    private final Map<String, Version> end = new TreeMap<>(START.keys());
    private long moment;

    @Test
    void a_round_in_which_all_went_well_has_no_problem() {
        call(new Call.Create("a", "1"), new Outcome.Written(11));
        changed(added("a", "1", 11));
        call(new Call.Read("a"), found(11, "1"));
        call(new Call.Update("a", "2", 11), new Outcome.Written(12));
        changed(modified("a", "2", 12));
        call(new Call.Create("a", "3"), new Outcome.Refused(409));
        call(new Call.Patch("a", "4"), new Outcome.Unknown("killed"));
        changed(modified("a", "4", 14));
        call(new Call.Patch("a", "5"), new Outcome.Unknown("killed"));
        call(new Call.Delete("a", 14), new Outcome.Deleted());
        changed(new Change(Change.Type.DELETED, "a", "4", 16));
        call(new Call.Read("a"), new Outcome.Found(Optional.empty()));
        others.add(watcher("alike", new Followed.Stretch(10, Optional.empty(), changes)));
        others.add(
                watcher(
                        "anew",
                        new Followed.Stretch(10, Optional.empty(), changes.subList(0, 1)),
                        stretchFrom(12, Map.of("a", new Version(12, "2")), changes.subList(2, 4))));

        assertThat(problems()).isEmpty();
    }

    @Test
    void an_acknowledged_write_that_is_not_there_is_lost() {
        call(new Call.Create("a", "1"), new Outcome.Written(11));

        assertThat(problems()).singleElement().asString().contains("acknowledged, but it is lost");
    }

    @Test
    void an_acknowledged_deletion_that_did_not_happen_is_lost() {
        call(new Call.Delete("old", 5), new Outcome.Deleted());

        assertThat(problems()).anyMatch(text -> text.contains("acknowledged, but it is lost"));
    }

    @Test
    void a_write_that_happened_twice_is_found() {
        call(new Call.Patch("old", "1"), new Outcome.Unknown("killed"));
        changed(modified("old", "1", 11));
        call(new Call.Patch("old", "2"), new Outcome.Written(12));
        changed(modified("old", "2", 12));
        changed(modified("old", "1", 13));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("MODIFIED old 1@13: applied twice, at 11 before");
    }

    @Test
    void a_refused_write_that_is_there_is_found() {
        call(new Call.Update("old", "1", 5), new Outcome.Refused(409));
        changed(modified("old", "1", 11));

        assertThat(problems()).singleElement().asString().contains("was refused, but is there");
    }

    @Test
    void a_change_that_nobody_asked_for_is_found() {
        changed(modified("old", "1", 11));
        changed(new Change(Change.Type.DELETED, "old", "1", 12));

        assertThat(problems())
                .hasSize(2)
                .anyMatch(text -> text.contains("nobody wrote that"))
                .anyMatch(text -> text.contains("nobody asked to delete"));
    }

    @Test
    void a_precondition_that_did_not_hold_is_found() {
        call(new Call.Patch("old", "1"), new Outcome.Written(11));
        changed(modified("old", "1", 11));
        call(new Call.Update("old", "2", 5), new Outcome.Written(12));
        changed(modified("old", "2", 12));

        assertThat(problems()).singleElement().asString().contains("precondition did not hold");
    }

    @Test
    void a_state_at_the_end_that_is_older_than_the_changes_is_found() {
        call(new Call.Update("old", "1", 5), new Outcome.Written(11));
        changed(modified("old", "1", 11));
        end.put("old", new Version(5, "o"));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("old is o@5 at the end, but the changes left 1@11");
    }

    @Test
    void a_read_that_goes_back_is_found() {
        call(new Call.Update("old", "1", 5), new Outcome.Written(11));
        changed(modified("old", "1", 11));
        call(new Call.Read("old"), found(5, "o"));
        call(new Call.Read("old"), new Outcome.Found(Optional.empty()));

        assertThat(problems())
                .hasSize(2)
                .anyMatch(text -> text.contains("found what was there at 5, not after 11"));
    }

    @Test
    void a_read_may_find_what_is_changed_meanwhile() {
        call(new Call.Update("old", "1", 5), new Outcome.Written(11));
        changed(modified("old", "1", 11));
        operations.add(new Operation(new Call.Read("old"), 1, 9, found(5, "o")));

        assertThat(problems()).isEmpty();
    }

    @Test
    void a_read_of_what_never_came_to_be_is_found() {
        call(new Call.Read("a"), found(11, "1"));

        assertThat(problems()).singleElement().asString().contains("found at 11 what was never");
    }

    @Test
    void writes_out_of_order_are_found() {
        call(new Call.Patch("old", "1"), new Outcome.Written(12));
        call(new Call.Create("a", "2"), new Outcome.Written(11));
        changed(added("a", "2", 11));
        changed(modified("old", "1", 12));

        assertThat(problems()).singleElement().asString().contains("was done at 11, before 12");
    }

    @Test
    void a_gap_of_a_watcher_is_found() {
        putOldTwice();
        others.add(
                watcher("late", new Followed.Stretch(10, Optional.empty(), changes.subList(1, 2))));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("watcher late saw MODIFIED old 2@12 where MODIFIED old 1@11 was due");
    }

    @Test
    void a_watcher_that_stands_still_is_found() {
        putOldTwice();
        others.add(
                watcher("slow", new Followed.Stretch(10, Optional.empty(), changes.subList(0, 1))));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("watcher slow never saw MODIFIED old 2@12");
    }

    @Test
    void a_repeat_of_a_watcher_is_found() {
        putOldTwice();
        List<Change> seen = List.of(changes.get(0), changes.get(0), changes.get(1));
        others.add(watcher("twice", new Followed.Stretch(10, Optional.empty(), seen)));

        assertThat(problems())
                .hasSize(2)
                .anyMatch(text -> text.contains("saw MODIFIED old 1@11 again or late, after 11"));
    }

    @Test
    void a_gap_of_all_watchers_is_found() {
        putOldTwice();
        changes.removeFirst();

        assertThat(problems())
                .hasSize(2)
                .anyMatch(text -> text.contains("is lost"))
                .anyMatch(text -> text.contains("precondition did not hold"));
    }

    @Test
    void a_state_that_a_watcher_was_given_and_never_was_is_found() {
        putOldTwice();
        others.add(
                watcher("anew", stretchFrom(12, Map.of("old", new Version(11, "1")), List.of())));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("was given 1@11 as state of old at 12, but it was 2@12");
    }

    @Test
    void a_problem_tells_what_happened_around_it() {
        putOldTwice();
        call(new Call.Read("old"), found(11, "1"));
        Round round = round();

        String explained = RoundChecker.problems(round).getFirst().explained(round);

        assertThat(explained).contains("MODIFIED old 1@11", "Update[key=old, id=2, expected=11]");
    }

    private void putOldTwice() {
        call(new Call.Update("old", "1", 5), new Outcome.Written(11));
        changed(modified("old", "1", 11));
        call(new Call.Update("old", "2", 11), new Outcome.Written(12));
        changed(modified("old", "2", 12));
    }

    private void call(Call call, Outcome outcome) {
        operations.add(new Operation(call, ++moment * 10, moment * 10 + 1, outcome));
    }

    private void changed(Change change) {
        changes.add(change);
        ReplayCheck.apply(change, end);
    }

    private List<String> problems() {
        return RoundChecker.problems(round()).stream().map(Problem::what).toList();
    }

    private Round round() {
        List<Followed> watchers = new ArrayList<>();
        watchers.add(watcher("first", new Followed.Stretch(10, Optional.empty(), changes)));
        watchers.addAll(others);
        return new Round(START, operations, watchers, new State(20, end));
    }

    private static Followed watcher(String name, Followed.Stretch... stretches) {
        return new Followed(name, Optional.empty(), List.of(stretches), List.of());
    }

    private static Followed.Stretch stretchFrom(
            long revision, Map<String, Version> more, List<Change> changes) {
        Map<String, Version> keys = new TreeMap<>(START.keys());
        keys.putAll(more);
        return new Followed.Stretch(revision, Optional.of(new State(revision, keys)), changes);
    }

    private static Outcome found(long revision, String id) {
        return new Outcome.Found(Optional.of(new Version(revision, id)));
    }

    private static Change added(String key, String id, long revision) {
        return new Change(Change.Type.ADDED, key, id, revision);
    }

    private static Change modified(String key, String id, long revision) {
        return new Change(Change.Type.MODIFIED, key, id, revision);
    }
}
