import './sheet-places.css';
import { useId } from 'react';
import {
  type LabelSheet,
  placeOnSheet,
  placesOnSheet,
  sheetPages,
} from '../../../src/domain/labels/sheets.ts';
import { useSliceWords } from '../words/words.ts';
import { labelWords } from './label-words.ts';

interface SheetPlacesProps {
  readonly sheet: LabelSheet;
  readonly widthMm: number;
  readonly heightMm: number;
  /** The first free place, from 1. */
  readonly startAt: number;
  choose(place: number): void;
  /** How many labels are printed; the rest of the page stays free. Absent: all that have room. */
  readonly count?: number;
  /** What the labels look like: the address of a picture. */
  readonly picture?: string | null;
}

/** The page as it will come out; the place where printing begins is chosen on it, as a sheet is seldom used up at once. */
export function SheetPlaces({ sheet, widthMm, heightMm, startAt, choose, count, picture }: SheetPlacesProps) {
  const say = useSliceWords(labelWords);
  const name = useId();
  const page = sheetPages[sheet.page];
  const across = (mm: number) => `${(mm / page.widthMm) * 100}%`;
  const down = (mm: number) => `${(mm / page.heightMm) * 100}%`;
  const places = Array.from({ length: placesOnSheet(sheet) }, (_, nth) => nth + 1);
  const last = count === undefined ? places.length : startAt + count - 1;
  return (
    <fieldset className="sheet-places">
      <legend>{say('startAt')}</legend>
      <p className="soft">{say('startHint')}</p>
      <div className="sheet-page" style={{ aspectRatio: `${page.widthMm} / ${page.heightMm}` }}>
        {places.map((place) => {
          const { xMm, yMm } = placeOnSheet(sheet, place - 1);
          const isPrinted = place >= startAt && place <= last;
          const shown = isPrinted && picture ? { backgroundImage: `url("${picture}")` } : {};
          const size = { width: across(widthMm), height: down(heightMm) };
          return (
            <label
              key={place}
              className="sheet-place"
              data-use={place < startAt ? 'used' : isPrinted ? 'printed' : 'free'}
              style={{ left: across(xMm), top: down(yMm), ...size, ...shown }}
            >
              <input
                type="radio"
                name={name}
                aria-label={say('place', { nth: place })}
                checked={place === startAt}
                onChange={() => choose(place)}
              />
              <span aria-hidden>{shown.backgroundImage === undefined ? place : ''}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

/** A sheet of which only rows and columns are known. */
export function evenSheet({ columns, rows }: Pick<LabelSheet, 'columns' | 'rows'>) {
  const page = 'A4' as const;
  const [widthMm, heightMm] = [
    (sheetPages[page].widthMm - 10) / columns,
    (sheetPages[page].heightMm - 10) / rows,
  ];
  const sheet = { page, columns, rows, leftMm: 5, topMm: 5, pitchXMm: widthMm, pitchYMm: heightMm };
  return { sheet, widthMm, heightMm };
}
