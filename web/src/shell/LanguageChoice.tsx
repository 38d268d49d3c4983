import { NativeSelect } from '@mantine/core';
import { chooseLanguage, type Language, languages, useSpeech } from '../words/words.ts';

export function LanguageChoice() {
  const { language, say } = useSpeech();
  return (
    <NativeSelect
      label={say('language')}
      value={language}
      onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
    />
  );
}
