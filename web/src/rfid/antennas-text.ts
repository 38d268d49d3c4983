/** An antenna with the spot that it hears. */
export interface AntennaSpot {
  readonly antenna: number;
  readonly location: string;
}

/** `2 = DOCK`, one a line, as somebody types it. What is no antenna goes as it is: the server says what is wrong with it. */
export function antennasIn(text: string): AntennaSpot[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [antenna = '', ...location] = line.split(/[=:]/);
      return { antenna: Number(antenna), location: location.join('=').trim() };
    });
}

export function antennasText(antennas: readonly AntennaSpot[]): string {
  return antennas.map(({ antenna, location }) => `${antenna} = ${location}`).join('\n');
}
