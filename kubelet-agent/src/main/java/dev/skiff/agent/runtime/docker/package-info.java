/// Runs containers on a Docker engine (20.10 to 29) over its unix socket. Start reading at
/// [dev.skiff.agent.runtime.docker.DockerRuntime].
///
/// docker-java supplies the commands and their models,
/// [dev.skiff.agent.runtime.docker.UnixSocketHttp] the way to the engine. Decides nothing about
/// pods.
@NullMarked
package dev.skiff.agent.runtime.docker;

import org.jspecify.annotations.NullMarked;
