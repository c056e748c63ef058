// Uses the client as programs do, and prints what it saw. The argument is a kubeconfig.
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const namespace = 'default';
const create = (name) =>
  core.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data: { first: '1' } } });

const made = await create('crud');
console.log('created', JSON.stringify(made.data));
const body = { ...made, data: { first: '2' } };
const replaced = await core.replaceNamespacedConfigMap({ name: 'crud', namespace, body });
console.log('replaced', JSON.stringify(replaced.data));
const patch = [{ op: 'add', path: '/data/second', value: '3' }];
const patched = await core.patchNamespacedConfigMap({ name: 'crud', namespace, body: patch });
console.log('patched', JSON.stringify(patched.data));
await core.replaceNamespacedConfigMap({ name: 'crud', namespace, body }).catch((refused) => {
  console.log('stale', refused.code, JSON.parse(refused.body).reason);
});
await create('No_Name').catch((refused) => {
  console.log('invalid', refused.code, JSON.parse(refused.body).details.causes[0].field);
});
await core.deleteNamespacedConfigMap({ name: 'crud', namespace });

const objects = k8s.KubernetesObjectApi.makeApiClient(config);
const apply = (data, manager) =>
  objects.patch(
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'applied', namespace }, data },
    undefined,
    undefined,
    manager,
    undefined,
    k8s.PatchStrategy.ServerSideApply,
  );
const applied = await apply({ first: '1' }, 'one');
console.log('applied', applied.metadata.managedFields.map((entry) => entry.operation).join());
await apply({ first: '2' }, 'two').catch((refused) => {
  const body = typeof refused.body === 'string' ? JSON.parse(refused.body) : refused.body;
  console.log('conflict', refused.code, body.details.causes[0].field);
});
await core.deleteNamespacedConfigMap({ name: 'applied', namespace });

await create('there');
const seen = [];
const list = () => core.listNamespacedConfigMap({ namespace });
const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, list);
informer.on('add', (map) => seen.push(`added ${map.metadata.name}`));
informer.on('update', (map) => seen.push(`updated ${map.metadata.name}`));
const deleted = new Promise((resolve) => {
  informer.on('delete', (map) => {
    seen.push(`deleted ${map.metadata.name}`);
    resolve();
  });
});
informer.on('error', () => {}); // stopping aborts the watch, which counts as one
await informer.start();
await create('coming');
await core.patchNamespacedConfigMap({ name: 'coming', namespace, body: patch });
await core.deleteNamespacedConfigMap({ name: 'coming', namespace });
await deleted;
await informer.stop();
console.log('seen', seen.join());

await core.readNamespacedConfigMap({ name: 'nope', namespace }).catch((refused) => {
  console.log('missing', refused.code, JSON.parse(refused.body).message);
});
console.log('left', (await list()).items.map((map) => map.metadata.name).join());
process.exit(0);
