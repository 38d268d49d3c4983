/**
 * The first thing every command does, written so that even a very old Node can read it: say which Node is needed
 * instead of failing somewhere in the middle.
 */
export function requireNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 20)) return;
  console.error(`Unitrail needs Node 20.20 or newer; this is Node ${process.versions.node}.`);
  process.exit(78);
}
