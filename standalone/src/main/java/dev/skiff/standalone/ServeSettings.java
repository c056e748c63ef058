package dev.skiff.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How an API server is to run.
///
/// @param host the address to listen on
/// @param port 0: any free one
/// @param certificates where its certificates are kept
/// @param tokenFile tokens and their users, as kube-apiserver reads them
/// @param clientAuthority PEM file of further authorities whose clients are believed
/// @param extent what runs beside it
/// @param serviceRange addresses of Services
/// @param cluster what agents are told when they join
/// @param notReadyToleration, unreachableToleration how long pods stay on a node that is gone,
///     unless they say otherwise
/// @param allowsPrivileged whether containers may be privileged
record ServeSettings(
        String host,
        int port,
        Datastore datastore,
        Path certificates,
        Optional<Path> tokenFile,
        Optional<Path> clientAuthority,
        Extent extent,
        AddressRange serviceRange,
        ClusterFacts cluster,
        Duration notReadyToleration,
        Duration unreachableToleration,
        boolean allowsPrivileged) {}
