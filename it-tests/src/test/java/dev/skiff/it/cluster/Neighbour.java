package dev.skiff.it.cluster;

import dev.skiff.it.docker.RealEngine;

/// A container and a network on the same engine that are nobody's business.
final class Neighbour implements AutoCloseable {
    private final String name = "skiff-it-neighbour-" + Long.toHexString(System.nanoTime());
    private final String before;

    Neighbour() {
        RealEngine.docker("network", "create", "--subnet", "10.219.77.0/24", name);
        RealEngine.docker("run", "-d", "--name", name, "--network", name, RealEngine.IMAGE);
        before = state();
    }

    boolean isUntouched() {
        return state().equals(before);
    }

    private String state() {
        return RealEngine.docker(
                        "inspect",
                        "--type",
                        "container",
                        "--format",
                        "{{.Id}} {{json .State}}",
                        name)
                + RealEngine.docker("network", "inspect", "--format", "{{.Id}}", name);
    }

    @Override
    public void close() {
        RealEngine.docker("rm", "-f", name);
        RealEngine.docker("network", "rm", name);
    }
}
