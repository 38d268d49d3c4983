export const firstLoadMax: number;
export function firstLoad(directory: string): { readonly files: readonly string[]; readonly bytes: number };
