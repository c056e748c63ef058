package dev.skiff.it.sim;

import dev.skiff.api.request.WatchEvent;
import dev.skiff.api.request.WatchStream;
import java.util.Optional;

/// A watch over a wire that may be cut: what was under way is lost then.
final class SimWatch implements WatchStream {
    private final WatchStream stream;
    private final ClusterView view;
    private Runnable signal = () -> {};
    private boolean severed;

    SimWatch(WatchStream stream, ClusterView view) {
        this.stream = stream;
        this.view = view;
    }

    void sever() {
        severed = true;
        stream.close();
        signal.run();
    }

    boolean isSevered() {
        return severed;
    }

    @Override
    public Optional<WatchEvent> poll() {
        Optional<WatchEvent> event = severed ? Optional.empty() : stream.poll();
        event.ifPresent(view::handedOut);
        return event;
    }

    @Override
    public void onAvailable(Runnable newSignal) {
        signal = newSignal;
        stream.onAvailable(newSignal);
    }

    @Override
    public boolean isEnded() {
        return severed || stream.isEnded();
    }

    @Override
    public void close() {
        severed = true;
        stream.close();
    }
}
