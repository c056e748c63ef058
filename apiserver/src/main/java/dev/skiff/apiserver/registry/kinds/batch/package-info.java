/// What Jobs and CronJobs may say, what is filled in, and what may change. Start reading at
/// [dev.skiff.apiserver.registry.kinds.batch.JobRules]. Texts, paths and order are Kubernetes'.
@NullMarked
package dev.skiff.apiserver.registry.kinds.batch;

import org.jspecify.annotations.NullMarked;
