/// Whole clusters, run as users run them: `./skiff` as a process, HTTPS from outside, a real Docker
/// engine. Start reading at [dev.skiff.it.cluster.SkiffProcess]. Each test has a home, a port and a
/// kubeconfig of its own and removes what it made.
@NullMarked
package dev.skiff.it.cluster;

import org.jspecify.annotations.NullMarked;
