/** Whether what the server names (`gtins[0].from`) is this field, or a part of it. */
export function isAbout(where: string, path: string): boolean {
  return where === path || where.startsWith(`${path}.`) || where.startsWith(`${path}[`);
}
