import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSliceWords } from '../words/words.ts';
import { numberingWords } from './numbering-words.ts';

/** Of whom: own labels, or a product by its SKU. Sent as `sku`, empty for own labels. */
export function WhoseField() {
  const say = useSliceWords(numberingWords);
  const [isProduct, setProduct] = useState(false);
  return (
    <>
      <NativeSelect
        label={say('whose')}
        value={isProduct ? 'product' : 'labels'}
        onChange={(event) => setProduct(event.currentTarget.value === 'product')}
        data={[
          { value: 'labels', label: say('ownLabels') },
          { value: 'product', label: say('aProduct') },
        ]}
      />
      {isProduct && <TextInput name="sku" label={say('sku')} required autoComplete="off" maxLength={64} />}
    </>
  );
}
