import type { Resource } from '../../model/resource.js';
import { openScalar } from '../../syntax/embedded.js';
import type { MapNode, SyntaxDocument } from '../../syntax/node.js';
import { get, items, textOf } from '../../syntax/read.js';
import type { Place } from '../place.js';
import { isMissing } from '../read.js';
import { scriptFormats } from '../scriptFormats.js';
import { allResourceBlocks, innerBlocks } from './blocks.js';

/**
 * What Terraform runs on the machine that applies: `provisioner "local-exec"` of any resource. Not what runs when a resource is destroyed, and
 * not what another program than a shell reads. Source: terraform, internal/builtin/provisioners/local-exec/resource_provisioner.go.
 */
export function commandsOfTerraform(root: MapNode, document: SyntaxDocument, place: Place): readonly Resource[] {
  // Each is a script of its own, and may run before or after the others.
  const alone: Place = { ...place, isFragment: true };
  return allResourceBlocks(root).flatMap(({ body }) =>
    innerBlocks(body, 'provisioner')
      .flatMap((labeled) => innerBlocks(labeled, 'local-exec'))
      .flatMap((provisioner) => {
        const command = get(provisioner, 'command');
        if (command?.kind !== 'scalar' || !isRunByShell(provisioner) || isForDestroying(provisioner)) return [];
        const { root: script } = openScalar(command, 'shell');
        return scriptFormats.flatMap(({ read }) => read({ ...document, root: script }, alone));
      }),
  );
}

/** Without an interpreter it is `sh -c`. */
function isRunByShell(provisioner: MapNode): boolean {
  const interpreter = get(provisioner, 'interpreter');
  if (isMissing(interpreter)) return true;
  const program = items(interpreter)[0];
  return program?.kind === 'scalar' && !program.open && /(?:^|\/)(?:ba|da|z|k)?sh$/.test(textOf(program) ?? '');
}

function isForDestroying(provisioner: MapNode): boolean {
  return textOf(get(provisioner, 'when')) === 'destroy';
}
