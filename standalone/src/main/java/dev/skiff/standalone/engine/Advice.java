package dev.skiff.standalone.engine;

import java.nio.file.Path;

/// What a user can do so that an engine answers.
final class Advice {
    private Advice() {}

    static String denied(Path socket) {
        return """
                you may not talk to the Docker engine on %s. Either run skiff as root, or join its group and log in again:
                  sudo usermod -aG docker $USER"""
                .formatted(socket);
    }

    static String unreachable(Host host, EngineAddress address, String why) {
        String head = "no Docker engine answers at %s (%s).".formatted(address.host(), why);
        if (!host.isLinux()) {
            return head
                    + """
                     On this system containers run in Docker Desktop's virtual machine: start Docker Desktop,
                    check that "docker version" works, then try again. Pods' addresses are reachable inside that machine only.""";
        }
        if (!address.from().equals("the usual place")) {
            return head
                    + " It is named by %s: start that engine, or unset it."
                            .formatted(address.from());
        }
        if (host.find("dockerd").isPresent()) {
            return head
                    + """
                     It is installed but not running. Start it, as root:
                      sudo systemctl start docker        (or: sudo dockerd &)""";
        }
        return head
                + """
                 Install one, as root:
                  sudo apt-get install docker.io     (Debian, Ubuntu; elsewhere: https://docs.docker.com/engine/install/)
                  sudo usermod -aG docker $USER""";
    }
}
