package dev.skiff.apiserver.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The answers that stay open until somebody ends them: watches and followed logs. Thread-safe.
final class OpenAnswers {
    /// One of them. [#finish] asks it to end soon, as if its time were over.
    interface OpenAnswer {
        void finish();
    }

    private final Set<OpenAnswer> answers = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /// From now on [#finishAll] ends it too; at once if that was called already.
    void add(OpenAnswer answer) {
        answers.add(answer);
        if (closing) {
            answer.finish();
        }
    }

    void remove(OpenAnswer answer) {
        answers.remove(answer);
    }

    int size() {
        return answers.size();
    }

    void finishAll() {
        closing = true;
        answers.forEach(OpenAnswer::finish);
    }
}
