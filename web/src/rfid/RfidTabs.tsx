import { Link } from '@tanstack/react-router';
import { useSliceWords } from '../words/words.ts';
import '../catalog/catalog.css';
import './rfid.css';
import { rfidWords } from './rfid-words.ts';

/** The pages about readers and what they hear, above each of them. */
export function RfidTabs() {
  const say = useSliceWords(rfidWords);
  return (
    <nav className="tabs" aria-label={say('rfid')}>
      <Link to="/rfid" activeOptions={{ exact: true, includeSearch: false }}>
        {say('seen')}
      </Link>
      <Link to="/rfid/find" activeOptions={{ includeSearch: false }}>
        {say('find')}
      </Link>
      <Link to="/rfid/unknown" activeOptions={{ includeSearch: false }}>
        {say('unknownTags')}
      </Link>
      <Link to="/rfid/readers" activeOptions={{ includeSearch: false }}>
        {say('readers')}
      </Link>
    </nav>
  );
}
