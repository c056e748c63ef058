package dev.skiff.bench;

import java.util.Locale;

/// What a figure is meant to reach.
public sealed interface Goal {
    boolean isReached(Figure figure);

    record AtLeast(double value) implements Goal {
        @Override
        public boolean isReached(Figure figure) {
            return figure.ours() >= value;
        }

        @Override
        public String toString() {
            return "≥ " + text(value);
        }
    }

    record AtMost(double value) implements Goal {
        @Override
        public boolean isReached(Figure figure) {
            return figure.ours() <= value;
        }

        @Override
        public String toString() {
            return "≤ " + text(value);
        }
    }

    /// Of ours to the first yardstick.
    record RatioAtLeast(double value) implements Goal {
        @Override
        public boolean isReached(Figure figure) {
            return figure.ratio() >= value;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "ratio ≥ %.2f", value);
        }
    }

    /// Of ours to the first yardstick.
    record RatioAtMost(double value) implements Goal {
        @Override
        public boolean isReached(Figure figure) {
            return figure.ratio() <= value;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "ratio ≤ %.2f", value);
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%,.0f", value);
    }
}
