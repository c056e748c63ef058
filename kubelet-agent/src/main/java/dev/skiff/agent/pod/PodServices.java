package dev.skiff.agent.pod;

import dev.skiff.agent.engine.RuntimeView;
import dev.skiff.agent.hook.HookLoop;
import dev.skiff.agent.image.ImagePulls;
import dev.skiff.agent.node.NodeNetwork;
import dev.skiff.agent.objects.ReferencedObjects;
import dev.skiff.agent.probe.ProbeLoop;
import dev.skiff.agent.runtime.ContainerRuntime;
import dev.skiff.agent.status.StatusReporter;
import dev.skiff.agent.token.AccountTokens;
import dev.skiff.agent.volume.PodFiles;
import dev.skiff.client.EventRecorder;

/// The loops and stores that pods are run with; each has threads of its own or none.
public record PodServices(
        ContainerRuntime runtime,
        RuntimeView view,
        PodFiles files,
        NodeNetwork network,
        ReferencedObjects objects,
        AccountTokens tokens,
        ImagePulls pulls,
        ProbeLoop probes,
        HookLoop hooks,
        StatusReporter reporter,
        EventRecorder events) {}
