import { sliceWords } from '../words/slice-words.ts';

/** What a count says of what RFID readers have heard. */
export const heardWords = sliceWords({
  en: {
    heard: 'Heard by RFID',
    heardHere: 'Not scanned, and clearly heard in their places: {count}',
    letAllCount: 'Let all count',
    letCount: 'Let it count',
    heardHints: 'Only hints where to look: heard faintly, or at another spot.',
    heardAtSpot: 'heard at {spot}, {percent} % sure',
    heardWeak: 'faintly',
    andMore: 'and {count} more',
  },
  de: {
    heard: 'Per RFID gehört',
    heardHere: 'Nicht gescannt und deutlich an ihrem Platz gehört: {count}',
    letAllCount: 'Alle gelten lassen',
    letCount: 'Gelten lassen',
    heardHints: 'Nur Hinweise, wo man suchen kann: schwach oder an anderem Platz gehört.',
    heardAtSpot: 'gehört an {spot}, zu {percent} % sicher',
    heardWeak: 'schwach',
    andMore: 'und {count} weitere',
  },
  es: {
    heard: 'Oídas por RFID',
    heardHere: 'Sin escanear y oídas claramente en su sitio: {count}',
    letAllCount: 'Dar todas por contadas',
    letCount: 'Dar por contada',
    heardHints: 'Solo pistas de dónde buscar: oídas débilmente o en otra ubicación.',
    heardAtSpot: 'oída en {spot}, {percent} % seguro',
    heardWeak: 'débil',
    andMore: 'y {count} más',
  },
});
